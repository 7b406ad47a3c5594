import { expect, it } from 'vitest'
import { readRosterInWorker, rosterReader } from './in-worker.ts'
import { readRoster } from './roster.ts'
import { csv, headers, headRow, known, makeId, secondHead, wifeRow } from './roster-samples.ts'

it('answers as if it were read here, for good and bad sheets, several at once', async () => {
  const good = Buffer.from(csv([headers, headRow, wifeRow, secondHead]))
  const bad = Buffer.from('%PDF-1.7')
  const answers = await Promise.all(
    [good, bad, good].map((bytes) => readRosterInWorker(bytes, 'r.csv', known)),
  )
  expect(answers).toEqual([good, bad, good].map((bytes) => readRoster(bytes, 'r.csv', known)))
})

it.each([
  ['too long', { longestMs: 1, mostMemoryMb: 768 }],
  ['too much memory', { longestMs: 60_000, mostMemoryMb: 16 }],
])('refuses a sheet that takes %s, and reads the next', async (_, limits) => {
  const rows = Array.from({ length: 20_000 }, () => ['1', '', '张大山', '', '', '户主', '', '3'])
  const bytes = Buffer.from(csv([headers, ...rows]))
  expect(await rosterReader(limits)(bytes, 'r.csv', known)).toMatchObject({
    code: 'people.sheet_too_complex',
  })
  const good = Buffer.from(csv([headers, headRow]))
  expect(await readRosterInWorker(good, 'r.csv', known)).toMatchObject({ ok: true })
})

it('lets the main thread go on while a long sheet is read', async () => {
  const rows = Array.from({ length: 15_000 }, (_, at) => {
    const day = String(19_600_101 + (at % 28))
    const number = makeId(day, (at % 999) + 1, `2312${String(Math.floor(at / 999) + 10)}`)
    return [String(at + 1), '', '张大山', '', number, '户主', '', '3']
  })
  let turns = 0
  const turning = setInterval(() => {
    turns += 1
  }, 5)
  const answer = await readRosterInWorker(Buffer.from(csv([headers, ...rows])), 'r.csv', known)
  clearInterval(turning)
  expect(answer).toMatchObject({ ok: true, value: { counts: { persons: 15_000 } } })
  expect(turns).toBeGreaterThan(3)
})
