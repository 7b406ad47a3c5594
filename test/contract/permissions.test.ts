import { describe, expect, it } from 'vitest'
import { modules } from '#app.ts'
import type { ModuleManifest } from '#kernel/module.ts'
import { differencesOf, subjectsOf } from '#test/permission-matrix.ts'

const subjects = subjectsOf(modules)

describe('the permission matrix', () => {
  it('has a hand-written row for every command and query, and no row too many', () => {
    expect(subjects.filter((s) => !s.expected).map((s) => s.name)).toEqual([])
    const known = new Set(subjects.map((s) => s.name))
    const stray = (modules as readonly ModuleManifest[]).flatMap((m) =>
      Object.keys(m.permissions).filter((name) => !known.has(name)),
    )
    expect(stray).toEqual([])
  })

  it.each(subjects.map((s) => [s.name, s] as const))('%s', (_, subject) => {
    expect(differencesOf(subject)).toEqual([])
  })
})
