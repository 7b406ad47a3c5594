import { expect, it } from 'vitest'
import { bySameMinute } from './same-minute.ts'

it('puts equal lines of one minute together, keeps the order and loses nothing', () => {
  const look = (at: string, who: string) => ({ at, who })
  const all = [
    look('2026-11-18T07:01:40.000Z', '甲'),
    look('2026-11-18T07:01:20.000Z', '乙'),
    look('2026-11-18T07:01:10.000Z', '甲'),
    look('2026-11-18T07:00:59.000Z', '甲'),
  ]
  const groups = bySameMinute(all, ({ who }) => who)
  expect(groups).toEqual([[all[0], all[2]], [all[1]], [all[3]]])
})
