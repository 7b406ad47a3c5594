import { z } from 'zod'

/** A sentence in both languages. A village may leave the English empty; the Chinese binds. */
export const Wording = z.strictObject({
  zh: z.string().trim().min(1).max(600),
  en: z.string().trim().max(1200),
})
export type Wording = z.infer<typeof Wording>
