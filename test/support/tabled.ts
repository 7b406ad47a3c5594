import type { RuleItem } from '#compact/model.ts'
import type { DecisionTable } from '#compact/tables/model.ts'
import { smallBook } from './quarter.ts'

const words = (zh: string, en: string) => ({ zh, en })

/**
 * Hours and tools at the ditch: who does it as far as able has the whole points for an hour, eight
 * hours and more have the most, and otherwise each hour counts.
 */
export const ditchTable: DecisionTable = {
  inputs: [
    {
      ...{ key: 'hours', kind: 'count', min: 1, max: 12 },
      ...{ wording: words('干了几小时', 'Hours worked'), unit: words('小时', 'hours') },
    },
    {
      ...{ key: 'tool', kind: 'choice', wording: words('用什么干', 'Tools') },
      options: [
        { key: 'spade', wording: words('铁锹', 'Spade') },
        { key: 'digger', wording: words('机械', 'Digger') },
      ],
    },
    { key: 'able', kind: 'ability', wording: words('量力而行', 'As far as able') },
  ],
  rows: [
    { when: { able: { is: 'yes' } }, hundredths: 800 },
    { when: { hours: { atLeast: 8 } }, hundredths: 800 },
    { when: { tool: { is: 'digger' }, hours: { atLeast: 4 } }, hundredths: 600 },
    { when: {}, hundredths: 100, per: 'hours' },
  ],
  examples: [
    { inputs: { hours: 2, tool: 'spade', able: 'yes' }, hundredths: 800 },
    { inputs: { hours: 5, tool: 'digger', able: 'no' }, hundredths: 600 },
    { inputs: { hours: 3, tool: 'spade', able: 'no' }, hundredths: 300 },
  ],
}

/** The small rule book with a table for the ditch. */
export const tabledBook = {
  ...smallBook,
  items: smallBook.items.map(
    (item): RuleItem => (item.key === 'ditch' ? { ...item, table: ditchTable } : item),
  ),
}
