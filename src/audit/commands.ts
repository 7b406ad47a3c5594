import { destroyContents, insertHeads } from './store.ts'

/** Opens the empty audit sequences of new places: from then on commands can name them. */
export const openSequences = insertHeads

/**
 * Destroys what was said in the acts about somebody up to the moment they were forgotten; answers how
 * many contents. The database refuses it for anybody who is not marked as forgotten.
 */
export const forgetContents = destroyContents
