import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guest, systemActor } from '#kernel/actor.ts'
import type { AuditAct, EntryRead } from './model.ts'
import { contentBytes, entryBytes, historyLine, isOpenTo } from './rules.ts'

const act: AuditAct = {
  envelopeId: '019a0000-0000-7000-8000-000000000001',
  command: 'points.verify',
  actor: { ...guest, kind: 'person', accountId: 'account-1' },
  capacity: {
    tenantCode: '231282106202',
    personId: 'p1',
    organisationId: 'o1',
    post: 'grid_worker',
  },
  at: '2026-11-22T02:00:00.000Z',
  recordedAt: null,
  subjects: ['household:2', 'deed:1'],
  input: { b: 1, a: '分' },
  outcome: null,
}

describe('the bytes of an entry', () => {
  it('are exactly those of format version 1', () => {
    expect(entryBytes({ tenantCode: '231282106202', sequence: 7 }, act, 'c0ffee')).toBe(
      '{"actor":{"account":"account-1","at":"231282106202","kind":"person","name":null,' +
        '"organisation":"o1","person":"p1","post":"grid_worker"},' +
        '"at":"2026-11-22T02:00:00.000Z","behalf":null,"command":"points.verify",' +
        '"commitment":"c0ffee","envelope":"019a0000-0000-7000-8000-000000000001",' +
        '"recorded":null,"sequence":7,"subjects":["deed:1","household:2"],' +
        '"tenant":"231282106202","v":1}',
    )
  })

  it('name the person helped and the assistance', () => {
    const behalf = {
      tenantCode: '231282106202',
      personId: 'p2',
      householdId: null,
      assistanceId: 'a1',
    }
    const helped = { ...act, actor: { ...act.actor, behalf } }
    expect(
      JSON.parse(entryBytes({ tenantCode: '231282106202', sequence: 0 }, helped, '')),
    ).toMatchObject({
      behalf: { assistance: 'a1', person: 'p2' },
    })
  })

  it('name the job of the system and no place', () => {
    const capacity = { tenantCode: '', personId: null, organisationId: null, post: 'system' }
    const bytes = entryBytes(
      { tenantCode: '231282106202', sequence: 0 },
      { ...act, actor: systemActor('stars.close'), capacity },
      '',
    )
    expect(JSON.parse(bytes).actor).toMatchObject({ kind: 'system', name: 'stars.close', at: null })
  })

  it('hold nothing of the content, which is committed to apart', () => {
    const bytes = entryBytes({ tenantCode: '231282106202', sequence: 7 }, act, 'c0ffee')
    expect(bytes).not.toContain('分')
    expect(contentBytes(act)).toBe('{"input":{"a":"分","b":1},"outcome":null}')
  })

  it('do not depend on the order in which subjects were named', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 6 }), (subjects) => {
        const place = { tenantCode: '231282106202', sequence: 0 }
        const there = entryBytes(place, { ...act, subjects }, '')
        expect(entryBytes(place, { ...act, subjects: [...subjects].reverse() }, '')).toBe(there)
      }),
    )
  })
})

describe('a line of a history', () => {
  const entry: EntryRead = {
    actor: {
      kind: 'person',
      person: 'p1',
      post: 'villager',
      organisation: null,
      at: '231282106202',
    },
    behalf: null,
    recorded: null,
  }
  const facts = { sequence: 3, command: 'appeals.file', at: act.at, leafHash: 'ab', entry }
  const reading = {
    tenantCode: '231282106202',
    villager: false,
    self: new Set<string>(),
    names: new Map([['p1', '演示张三']]),
    bodies: new Map([['o1', '永丰村网格组']]),
  }

  it('names no villager to others', () => {
    expect(historyLine(facts, reading)).toMatchObject({ name: null, byMe: false, post: 'villager' })
  })

  it('names a villager to themselves', () => {
    const mine = historyLine(facts, { ...reading, self: new Set(['p1']) })
    expect(mine).toMatchObject({ name: '演示张三', byMe: true })
  })

  it('names whoever acts in an office, with the body', () => {
    const office = { ...entry, actor: { ...entry.actor, post: 'grid_worker', organisation: 'o1' } }
    expect(historyLine({ ...facts, entry: office }, reading)).toMatchObject({
      name: '演示张三',
      organisation: '永丰村网格组',
      fromPlace: null,
    })
  })

  it('tells a villager nothing of whoever declared, in whatever post, but themselves', () => {
    const praised = { ...entry, actor: { ...entry.actor, post: 'grid_worker', organisation: 'o1' } }
    const declared = { ...facts, command: 'points.declare', entry: praised }
    const asVillager = { ...reading, villager: true }
    expect(historyLine(declared, asVillager)).toMatchObject({
      ...{ post: 'withheld', name: null, organisation: null, fromPlace: null },
    })
    expect(historyLine(declared, reading)).toMatchObject({ name: '演示张三', post: 'grid_worker' })
    const mine = historyLine(declared, { ...asVillager, self: new Set(['p1']) })
    expect(mine).toMatchObject({ byMe: true, post: 'grid_worker' })
    const verified = { ...declared, command: 'points.verify' }
    expect(historyLine(verified, asVillager)).toMatchObject({ name: '演示张三' })
  })

  it('says from which place an office above acts', () => {
    const above = {
      ...entry,
      actor: { ...entry.actor, post: 'township_official', at: '231282106000' },
    }
    expect(historyLine({ ...facts, entry: above }, reading).fromPlace).toBe('231282106000')
  })
})

describe('an entry looked up by a villager', () => {
  const own = ['person:me', 'household:mine']
  const opens = (post: string, subjects: readonly string[]) => {
    const kind = post === 'system' ? 'system' : 'person'
    const actor = { kind, person: 'p1', post, organisation: null, at: '231282106202' }
    return isOpenTo(own, { subjects, entry: { actor, behalf: null, recorded: null } })
  }

  it.each([
    [true, 'villager', ['deed:1', 'household:mine']],
    [true, 'leading_head', ['close:1']],
    [true, 'system', []],
    [true, 'system', ['close:1', 'household:mine', 'household:other']],
    [false, 'system', ['household:other']],
    [false, 'leading_head', ['close:1', 'household:other']],
    [false, 'scorekeeper', []],
    [false, 'villager', ['notice:1']],
    [false, 'supervision_member', ['appeal:1']],
  ] as const)('is open: %s, when a %s acted on %j', (open, post, subjects) => {
    expect(opens(post, subjects)).toBe(open)
  })
})
