import * as m from '#paraglide/messages.js'

const digits = '一二三四五六七八九'

/** 三 is 3, 十二 is 12, 二十 is 20, as far as groups are numbered; null for anything else. */
function numberOf(written: string): number | null {
  const [, tens, ones] = /^(?:([二三四五六七八九]?)十)?([一二三四五六七八九]?)$/.exec(written) ?? []
  const number =
    (tens === undefined ? 0 : tens === '' ? 10 : 10 * (digits.indexOf(tens) + 1)) +
    (ones ? digits.indexOf(ones) + 1 : 0)
  return number || null
}

const words = {
  村民小组: { full: m.ui_numbered_group, brief: m.ui_numbered_group_brief },
  网格: { full: m.ui_numbered_grid, brief: m.ui_numbered_grid_brief },
} as const

/**
 * A villagers’ group or grid that is called by a number says it in the reader’s language too, its
 * own name beside, or where there is no room the number alone; a proper name stays as it is.
 */
export function numberedName(name: string, length: 'full' | 'brief' = 'full'): string {
  const [, written = '', kind] = /^第([一二三四五六七八九十]+)(村民小组|网格)$/.exec(name) ?? []
  const number = kind ? numberOf(written) : null
  return number === null ? name : words[kind as keyof typeof words][length]({ number, name })
}
