/** PostgreSQL type numbers whose values both engines return alike. */
const INT8 = 20
const DATE = 1082
const TIMESTAMP = 1114
const TIMESTAMPTZ = 1184
const NUMERIC = 1700

/** The array type of each of them. */
export const ARRAYS: Readonly<Record<number, number>> = {
  [INT8]: 1016,
  [DATE]: 1182,
  [TIMESTAMP]: 1115,
  [TIMESTAMPTZ]: 1185,
  [NUMERIC]: 1231,
}

/** `2026-11-22 01:02:03.456789+00` becomes `2026-11-22T01:02:03.456Z`. */
function instant(text: string): string {
  const iso = text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')
  const time = Date.parse(iso)
  if (Number.isNaN(time)) throw new RangeError(`not an instant: ${text}`)
  return new Date(time).toISOString()
}

/** Counts and amounts are numbers; one that a number cannot hold exactly is a fault, not a guess. */
function integer(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`integer out of safe range: ${text}`)
  return value
}

const asWritten = (text: string): string => text

export const parsers: Readonly<Record<number, (text: string) => string | number>> = {
  [INT8]: integer,
  [DATE]: asWritten,
  [TIMESTAMP]: (text) => text.replace(' ', 'T'),
  [TIMESTAMPTZ]: instant,
  [NUMERIC]: asWritten,
}
