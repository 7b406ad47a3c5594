import { insertHeads } from './store.ts'

/** Opens the empty audit sequences of new places: from then on commands can name them. */
export const openSequences = insertHeads
