import { describe, expect, it } from 'vitest'
import * as m from '#paraglide/messages.js'
import type { Seat } from '#test/chromium.ts'
import {
  become,
  becomeVillager,
  desk,
  expectCalm,
  plainPhone,
  type Stage,
  said,
  takeSeat,
  tap,
} from './stage.ts'

const zh = { locale: 'zh-CN' } as const

export function recordJourneys(stage: Stage): void {
  describe('my record', () => {
    it('takes a word given and a word taken back, without script', async () => {
      const seat = await takeSeat(stage, plainPhone)
      await becomeVillager(seat, '003')
      await seat.page.goto('/me')
      const purpose = m.people_purpose_publish_name({}, zh)
      await choose(seat, 'grant')
      expect(await said(seat)).toContain(m.people_me_saved_granted({ purpose }, zh))
      await choose(seat, 'withdraw')
      expect(await said(seat)).toContain(m.people_me_saved_withdrawn({ purpose }, zh))
      expect(await form(seat, 'grant').count()).toBe(1)
      expectCalm(seat)
    })

    it('says which officer looked', async () => {
      const villager = await takeSeat(stage, plainPhone)
      await becomeVillager(villager, '003')
      await villager.page.goto('/me/looks')
      const before = await said(villager)
      const officer = await takeSeat(stage, desk)
      const { name } = await become(officer, '村管理员')
      expect(before).not.toContain(name)
      await officer.page.goto('/office/households?q=003')
      await tap(officer, officer.page.locator('tbody th a'))
      expect(await said(officer)).toContain('003')
      await villager.page.goto('/me/looks')
      expect(await said(villager)).toContain(name)
      expectCalm(officer)
      expectCalm(villager)
    })
  })
}

function form(seat: Seat, word: 'grant' | 'withdraw') {
  const purpose = seat.page.locator('input[name="purpose"][value="publish_name"]')
  return seat.page.locator(`form[action="?/${word}"]`, { has: purpose })
}

async function choose(seat: Seat, word: 'grant' | 'withdraw'): Promise<void> {
  await tap(seat, form(seat, word).getByRole('button'))
}
