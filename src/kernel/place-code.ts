/** Widths of the levels in a division code: province, prefecture, county, township, village. */
export const codeWidths = [2, 4, 6, 9, 12] as const

/**
 * The part of a 12-digit code that says where: 2, 4, 6, 9 or 12 digits. Only whole levels of zeros
 * are left out: the township 231282100000 is `231282100`.
 */
export function prefixOf(code: string): string {
  const width = codeWidths.find((w) => /^0*$/.test(code.slice(w)))
  return code.slice(0, width ?? 12)
}
