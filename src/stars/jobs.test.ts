import { describe, expect, it } from 'vitest'
import type { JobContext } from '#kernel/module.ts'
import { ok, refuse } from '#kernel/result.ts'
import { draftJob, nextSlice } from './jobs.ts'

describe('the next slice', () => {
  it.each([
    ['grows when there was time to spare, at most twofold', 15, 1, 30],
    ['follows the time the last one took', 50, 30, 33],
    ['never gets so small that it does not pay', 30, 500, 25],
    ['never gets too large to be told about', 50, 1, 50],
  ])('%s', (_, households, took, next) => {
    expect(nextSlice(households, took)).toBe(next)
  })
})

function contextOf(answers: Record<string, ReturnType<typeof ok> | ReturnType<typeof refuse>>) {
  const acted: string[] = []
  const context: JobContext = {
    session: { accountId: null, system: 'test' },
    now: () => '2026-10-09T02:00:00.000Z',
    ask: async () => ok(Object.keys(answers).map((closeId) => ({ tenantCode: 't', closeId }))),
    act: async (_, input) => {
      const { closeId } = input as { closeId: string }
      acted.push(closeId)
      return answers[closeId]!
    },
  }
  return { context, acted }
}

describe('the draft job', () => {
  it('goes on with the others when one close fails, and fails itself so that it is tried again', async () => {
    const { context, acted } = contextOf({
      a: refuse('notices.unknown_notice'),
      b: ok({ left: 0 }),
    })
    await expect(draftJob.run(context)).rejects.toThrow('notices.unknown_notice')
    expect(acted).toEqual(['a', 'b'])
  })

  it('is content when the work was done meanwhile', async () => {
    const { context, acted } = contextOf({ a: refuse('stars.already_drafted') })
    await draftJob.run(context)
    expect(acted).toEqual(['a'])
  })
})
