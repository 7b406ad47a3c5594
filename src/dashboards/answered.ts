import { Fault } from '#kernel/fault.ts'
import type { Result } from '#kernel/result.ts'

/** The value of a query that has no reason to refuse once its reader may ask it. */
export function answered<T>(result: Result<T>): T {
  if (!result.ok) throw new Fault(`A part of a page was refused: ${result.code}`)
  return result.value
}
