import { expect, it } from 'vitest'
import { tallyOf } from '../../scripts/tally.mjs'

const file = (status: string, tests: number) => ({
  status,
  assertionResults: Array(tests).fill({}),
})
const report = (numPassedTests: number, numTotalTests: number, testResults: object[] = []) =>
  JSON.stringify({ numPassedTests, numTotalTests, testResults })

it.each([
  ['all is well', report(7, 7), true, { passed: 7, failed: 0 }],
  ['tests fail', report(5, 7), false, { passed: 5, failed: 2 }],
  ['a file cannot be loaded', report(7, 7, [file('failed', 0)]), false, { passed: 7, failed: 1 }],
  ['both', report(5, 7, [file('failed', 2), file('failed', 0)]), false, { passed: 5, failed: 3 }],
  ['something fails outside the tests', report(7, 7), false, { passed: 7, failed: 1 }],
  ['no test is found', report(0, 0), true, { passed: 0, failed: 1 }],
  ['it was killed', null, false, { passed: 0, failed: 1 }],
  ['its report is cut off', report(7, 7).slice(0, 20), false, { passed: 0, failed: 1 }],
] as const)('the last line of npm test is right when %s', (_, text, endedWell, tally) => {
  expect(tallyOf(text, endedWell)).toEqual(tally)
})
