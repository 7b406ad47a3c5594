import { readFile } from 'node:fs/promises'
import { read, utils } from '@e965/xlsx'
import { describe, expect, it } from 'vitest'
import * as m from '#paraglide/messages.js'
import { headers, makeId, xlsx } from '#people/sheet/roster-samples.ts'
import type { Seat } from '#test/chromium.ts'
import { become, desk, expectCalm, type Stage, said, takeSeat, tap } from './stage.ts'

const zh = { locale: 'zh-CN' } as const
const headId = makeId('19700105', 11)
const wifeId = makeId('19720306', 22)
/** A last character that cannot belong to the others. */
const wrongId = `${wifeId.slice(0, 17)}${wifeId.endsWith('1') ? '2' : '1'}`

const sheetWith = (secondId: string) =>
  Buffer.from(
    xlsx([
      headers,
      ['901', '试演山', '试演山', '男', headId, '户主', '', '第一村民小组'],
      ['901', '试演山', '试演河', '女', secondId, '妻', '', '第一村民小组'],
    ]),
  )

export function rosterJourneys(stage: Stage): void {
  describe('the roster', () => {
    it('names the wrong row, takes the mended sheet, and changes nothing a second time', async () => {
      const seat = await takeSeat(stage, desk)
      await become(seat, '村管理员')
      await upload(seat, sheetWith(wrongId))
      // The report never shows a whole identity number, not even a wrong one.
      expect(await seat.page.content()).not.toContain(wrongId)
      const wrong = seat.page.locator('tr', { hasText: '********' })
      expect((await wrong.locator('th').innerText()).trim()).toBe('3')
      expect(await wrong.innerText()).toContain('身份证')

      await upload(seat, sheetWith(wifeId))
      expect(await said(seat)).toContain(m.people_roster_problems_none({}, zh))
      await tap(seat, seat.page.getByRole('button', { name: m.people_roster_confirm({}, zh) }))
      await seat.page.goto('/office/households')
      await seat.page.locator('input[name="q"]').fill('试演山')
      await tap(seat, seat.page.getByRole('button', { name: m.ui_table_search_do({}, zh) }))
      expect(await said(seat)).toContain('901')
      expect(decodeURIComponent(seat.page.url())).not.toContain('试演山')
      await seat.page.goto('/office/households?q=901')
      expect(await said(seat)).toContain('试演山')
      await takesAlong(seat)

      await upload(seat, sheetWith(wifeId))
      expect(await said(seat)).toContain(m.people_roster_nothing({}, zh))
      const confirm = seat.page.getByRole('button', { name: m.people_roster_confirm({}, zh) })
      expect(await confirm.count()).toBe(0)
      expectCalm(seat)
    })
  })
}

/** The list as it is looked for now, taken along as a sheet that says who took it. */
async function takesAlong(seat: Seat): Promise<void> {
  const waiting = seat.page.waitForEvent('download')
  await seat.page.getByRole('link', { name: m.ui_table_export({}, zh) }).click()
  const download = await waiting
  const title = m.people_households_title({}, zh)
  expect(download.suggestedFilename()).toBe(`永丰村 ${title} 2026-10-08.xlsx`)
  const book = read(await readFile(await download.path()))
  const rows: string[][] = utils.sheet_to_json(Object.values(book.Sheets)[0]!, { header: 1 })
  const [head, ...others] = rows
  expect(head?.slice(0, 3)).toEqual([
    m.people_households_code({}, zh),
    m.people_households_head({}, zh),
    m.people_households_members({}, zh),
  ])
  // One household, an empty line, and then who took it, what it is, and how it may be used.
  expect(others[0]?.slice(0, 4)).toEqual(['901', '试演山', 2, '第一村民小组'])
  expect(others[1]).toEqual([])
  const notes = others.slice(2).flat()
  expect(notes[0]).toContain('村管理员')
  expect(notes).toContain(m.export_note_filtered({}, zh))
  expect(notes).toContain(m.export_note_demonstration({}, zh))
}

/** A sheet as a person brings it: chosen from the disk, and read on trial. */
async function upload(seat: Seat, buffer: Buffer): Promise<void> {
  const { page } = seat
  await page.goto('/office/roster')
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  await page.locator('input[name="sheet"]').setInputFiles({ name: '花名册.xlsx', mimeType, buffer })
  await tap(seat, page.getByRole('button', { name: m.people_roster_upload({}, zh) }))
  await page.waitForURL(/\/office\/roster\/[0-9a-f-]{36}/)
}
