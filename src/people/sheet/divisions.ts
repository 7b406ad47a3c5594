import { readSmallNumber, tightText } from './text.ts'

const GROUP_ENDING = /(村民小组|村民组|小组|生产队|组|社|屯|队)$/
const GRID_ENDING = /(号?网格)$/

function bare(text: string, ending: RegExp): string {
  const stripped = text.replace(/^(网格|第)/, '').replace(ending, '')
  const number = readSmallNumber(stripped)
  if (number !== null) return String(number)
  if (stripped === '' || stripped === text) return text
  return bare(stripped, ending)
}

function match(wanted: string, names: readonly string[], ending: RegExp): string | null {
  const text = tightText(wanted)
  const exact = names.find((name) => tightText(name) === text)
  if (exact !== undefined) return exact
  const key = bare(text, ending)
  const alike = names.filter((name) => bare(tightText(name), ending) === key)
  // Two groups that differ only in their ending must be written out.
  return alike.length === 1 ? (alike[0] ?? null) : null
}

/** 第3组, 三组, 3 and 第三村民小组 all mean the same group of the village; null when none does. */
export function matchGroup(text: string, groups: readonly string[]): string | null {
  return match(text, groups, GROUP_ENDING)
}

/** 第二网格, 2号网格, 网格2 and 2 all mean the same grid; null when none does. */
export function matchGrid(text: string, grids: readonly string[]): string | null {
  return match(text, grids, GRID_ENDING)
}
