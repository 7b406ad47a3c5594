import type { DecisionTable } from '../tables/model.ts'
import { say } from './deed.ts'

/**
 * Half a day and more brings two points, less brings one; whoever is old, frail or away and gives
 * what they can has the two points for fewer hours.
 */
export const lentHours: DecisionTable = {
  inputs: [
    {
      ...{ key: 'hours', kind: 'count', min: 1, max: 12 },
      ...{ wording: say(['出了几小时', 'Hours given']), unit: say(['小时', 'hours']) },
    },
    { key: 'able', kind: 'ability', wording: say(['量力而行', 'As far as able']) },
  ],
  rows: [
    { when: { able: { is: 'yes' } }, hundredths: 200 },
    { when: { hours: { atLeast: 4 } }, hundredths: 200 },
    { when: {}, hundredths: 100 },
  ],
  examples: [
    { inputs: { hours: 1, able: 'yes' }, hundredths: 200 },
    { inputs: { hours: 4, able: 'no' }, hundredths: 200 },
    { inputs: { hours: 3, able: 'no' }, hundredths: 100 },
  ],
}
