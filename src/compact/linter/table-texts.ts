import type { RuleItem } from '../model.ts'

/** The Chinese of an item's table: what is asked, and what can be answered. */
export function tableTexts({ table }: Pick<RuleItem, 'table'>): string[] {
  return (table?.inputs ?? []).flatMap((input) => {
    const options = input.kind === 'choice' ? input.options.map((one) => one.wording.zh) : []
    return [input.wording.zh, ...options]
  })
}
