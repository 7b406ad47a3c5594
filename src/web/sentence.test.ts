import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { modules } from '#app.ts'
import type { ModuleManifest } from '#kernel/module.ts'
import { type Issue, invalid } from '#kernel/outcome.ts'
import { DeclareRound } from '#points/model.ts'
import { fieldName, sayIssue } from './sentence.ts'

interface JsonSchema {
  properties?: Record<string, JsonSchema>
  items?: JsonSchema
  anyOf?: JsonSchema[]
}

/** Sent by the program, never typed or chosen on a page. */
const notFromPages = [
  ...['attachments.keep', 'auth.issue_passbook', 'compact.edit_draft', 'people.import_roster'],
  ...['people.keep_sheet', 'places.import_tree', 'stars.draft_slice', 'stars.finalise_slice'],
  ...['telling.plan', 'telling.record', 'shop.credit_slice', 'shop.return_vouchers'],
  ...['oversight.look', 'attachments.compare_pictures'],
]
const made = ['tokenDigest']
/** Questions that forms ask. */
const asked = ['people.find_person', 'people.reveal_identity']

function pathsOf(schema: JsonSchema, path: readonly string[] = []): string[] {
  const shapes = [schema, ...(schema.anyOf ?? [])]
  const inside = shapes.flatMap((shape) => [
    ...Object.entries(shape.properties ?? {}).flatMap(([name, inner]) => [
      [...path, name].join('.'),
      ...pathsOf(inner, [...path, name]),
    ]),
    ...(shape.items ? pathsOf(shape.items, [...path, '0']) : []),
  ])
  return [...new Set(inside)]
}

const sendable = (modules as readonly ModuleManifest[]).flatMap((module) => [
  ...(module.commands ?? []).filter(({ name }) => !notFromPages.includes(name)),
  ...(module.queries ?? []).filter(({ name }) => asked.includes(name)),
])

describe('a field that is not right', () => {
  it.each(sendable.map((one) => [one.name, one] as const))('of %s has a name', (_, one) => {
    const schema = z.toJSONSchema(one.input, { io: 'input', unrepresentable: 'any' })
    const paths = pathsOf(schema as JsonSchema).filter((path) => !made.includes(path))
    const nameless = paths.filter(
      (path) => fieldName(path, 'zh-CN') === null || fieldName(path, 'en') === null,
    )
    expect(nameless).toEqual([])
  })

  it('is called by its last part, without its place in a list, and by its language', () => {
    expect(fieldName('members.2.birthDate', 'zh-CN')).toBe('出生日期')
    expect(fieldName('newAspect.title.zh', 'zh-CN')).toBe('名称')
    expect(fieldName('title.en', 'en')).toBe('Title (English)')
    expect(fieldName('colour', 'en')).toBeNull()
  })

  it('asks for a household when none was ticked in a round', () => {
    const round = { tenantCode: '231282106202', itemKey: 'a', happenedOn: '2026-08-08' }
    const sent = DeclareRound.safeParse({ ...round, note: '清沟', households: [] })
    const issues = sent.success ? [] : invalid(sent.error).issues
    const missing = issues.find((issue) => issue.path === 'households') as Issue
    expect(sayIssue(missing, 'zh-CN')).toBe('请至少勾一户。')
    expect(sayIssue({ ...missing, path: 'deedIds' }, 'en')).toBe('Choose at least one.')
    const many = { ...missing, kind: 'too_big', limit: 200 } as const
    expect(sayIssue(many, 'zh-CN')).toContain('200')
  })
})
