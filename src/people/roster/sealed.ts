import { z } from 'zod'
import type { Secrets } from '#kernel/secrets.ts'
import type { RosterReading } from '#people/sheet/model.ts'
import { ImportRow } from './model.ts'

const SealedReading = z.looseObject({ sheetHash: z.string(), rows: z.array(ImportRow) })

/** A reading together with the SHA-256 of the file it was read from. */
export type ReadingOfFile = RosterReading & { readonly sheetHash: string }

/** A reading as it is kept: nobody without the installation's key reads or alters it. */
export function sealReading(secrets: Secrets, reading: ReadingOfFile): string {
  return secrets.seal(JSON.stringify(reading))
}

/** The reading again; null when the text was not sealed here, or altered. */
export function openReading(
  secrets: Secrets,
  sealed: string,
): (Omit<ReadingOfFile, 'rows'> & { readonly rows: readonly ImportRow[] }) | null {
  let text: string
  try {
    text = secrets.open(sealed)
  } catch {
    // Foreign or altered text is no sheet of ours; the command says so.
    return null
  }
  const parsed = SealedReading.safeParse(JSON.parse(text))
  return parsed.success ? (parsed.data as never) : null
}
