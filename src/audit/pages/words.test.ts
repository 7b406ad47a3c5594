import { describe, expect, it } from 'vitest'
import { modules } from '#app.ts'
import type { ModuleManifest } from '#kernel/module.ts'
import { discreetCommands } from '../model.ts'
import { actWords, purposeWords, whoWords } from './words.ts'

const commands = (modules as readonly ModuleManifest[]).flatMap((one) => one.commands ?? [])

describe('the words of a history', () => {
  it.each(commands.map((command) => command.name))('say what %s does', (name) => {
    expect(actWords(name)).not.toContain(name)
  })

  it('keep discreet only what there is', () => {
    const known: readonly string[] = commands.map((command) => command.name)
    expect(discreetCommands.filter((name) => !known.includes(name))).toEqual([])
  })

  it('name an unknown command as it is', () => {
    expect(actWords('moon.rise')).toContain('moon.rise')
  })

  it('say who acted: by name and office, from another place, or a villager without a name', () => {
    const acting = { post: 'reviewer', organisation: null }
    expect(whoWords({ ...acting, name: '演示李梅' })).toBe('演示李梅（评议员）')
    expect(whoWords({ ...acting, name: null, post: 'villager' })).toBe('村民')
    expect(whoWords({ ...acting, name: '演示李梅', byMe: true })).toContain('我')
    const above = { name: null, post: 'township_official', organisation: null, from: '测试镇' }
    expect(whoWords(above)).toBe('测试镇乡镇工作人员')
  })

  it('say what a look was for, also one without words of its own', () => {
    expect(purposeWords('household_page')).not.toBe(purposeWords('anything'))
    expect(purposeWords('anything').length).toBeGreaterThan(3)
    expect(purposeWords('phone: 通知领取补贴')).toContain('通知领取补贴')
  })
})
