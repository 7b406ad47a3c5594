import { expect, test } from 'vitest'
import { ok, refuse } from '#kernel/result.ts'
import { lookJob } from './jobs.ts'

const due = ['verify', 'review', 'approve'].map((part) => {
  return { tenantCode: '231282106202', cycleId: 'cycle', part }
})

function run(fails: string) {
  const looked: string[] = []
  const done = lookJob.run({
    ...{ session: { accountId: null, system: 'x' }, now: () => '2026-11-22T00:00:00Z' },
    ask: async () => ok(due),
    act: async (_, input) => {
      const { part } = input as { part: string }
      looked.push(part)
      return part === fails ? refuse('oversight.unknown_cycle') : ok({ raised: 0 })
    },
  })
  return { done, looked }
}

test('every part that waits is looked through, and one that fails does not keep the others waiting', async () => {
  const well = run('')
  await well.done
  expect(well.looked).toEqual(['verify', 'review', 'approve'])
  const badly = run('review')
  await expect(badly.done).rejects.toThrow('oversight.unknown_cycle')
  expect(badly.looked).toEqual(['verify', 'review', 'approve'])
})
