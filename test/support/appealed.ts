import { sql } from 'kysely'
import { makeAppealsModule } from '#appeals/module.ts'
import type { AppealFacts, AppealSubject } from '#kernel/module.ts'
import { ok, refuse } from '#kernel/result.ts'
import type { NewLine } from '#notices/model.ts'
import notices from '#notices/module.ts'
import { openTestApp, type TestApp } from './app.ts'
import { noticeMaker } from './notice-maker.ts'
import { ids, place } from './village.ts'

/** What the pretended module decided, by subject id; tests change it. */
export const decided = new Map<string, AppealFacts>()
/** Remedies it was told to carry out. */
export const upheld: { subjectId: string; remedy: unknown }[] = []

/** A module that decides about households and can put it right. */
function subject(kind: string): AppealSubject {
  return {
    kind,
    describe: async ({ input }) => decided.get(input.subjectId) ?? null,
    async uphold({ input, remedy }) {
      if ((remedy as { kind?: string }).kind === 'impossible') return refuse('test.does_not_fit')
      upheld.push({ subjectId: input.subjectId, remedy })
      return ok({ before: { stars: 3 }, after: { stars: 4 } })
    },
  }
}

const subjects = [subject('stars.score'), subject('points.deed')]

export const appealsModules = [notices, noticeMaker, makeAppealsModule(() => subjects)]

export function openAppealsApp() {
  return openTestApp({ modules: appealsModules })
}

/** The result of a household, as a notice shows it and the pretended module knows it. */
export function scoreLine(
  code: string,
  { deciders = [], revision = '' }: { deciders?: readonly string[]; revision?: string } = {},
): NewLine {
  const subjectId = ids.person(`score-${code}${revision}`)
  decided.set(subjectId, {
    householdId: ids.household(code),
    notice: null,
    deciders: deciders.map(ids.person),
    title: '评星',
  })
  return {
    householdId: ids.household(code),
    subject: `score:${subjectId}`,
    content: { household: code, values: { points: 8600, stars: 4 } },
    name: null,
  }
}

/** Hangs a notice with these lines and answers its id. */
export async function hang(test: TestApp, lines: readonly NewLine[]): Promise<string> {
  const tenantCode = place.village
  const send = async (name: string, input: object) =>
    (await test.send('leading_head', name, { tenantCode, ...input })) as {
      ok: true
      value: unknown
    }
  const noticeId = (await send('notice_maker.prepare', {})).value as string
  await send('notice_maker.add', { noticeId, lines })
  await send('notice_maker.publish', { noticeId })
  return noticeId
}

// biome-ignore lint/suspicious/noExplicitAny: tests read values of every shape.
export type Any = any

export const grounds = '少算了一次清沟，组长在场。'

/** Everybody who may be drawn, nearest level first. */
export const reviewerKeys = [
  'supervision_chair',
  'supervision_member',
  'supervision_member_2',
  'township_official',
  'county_official',
]

export type Cases = Awaited<ReturnType<typeof openCases>>

/** A notice with a line for each of the twelve households, and short ways to act on it. */
export async function openCases() {
  const tenantCode = place.village
  const test = await openAppealsApp()
  const codes = Array.from({ length: 12 }, (_, i) => String(i + 1).padStart(3, '0'))
  const noticeId = await hang(
    test,
    codes.map((code) => scoreLine(code)),
  )
  const send = async (who: string, name: string, input: object): Promise<Any> =>
    test.send(who, `appeals.${name}`, { tenantCode, ...input })
  const see = async (who: string, name: string, input: object = {}): Promise<Any> =>
    test.see(who, `appeals.${name}`, { tenantCode, ...input })
  /** Those it is drawn to now, as fixture names. */
  const reviewersOf = async (appealId: string): Promise<string[]> => {
    const { rows } = await sql<{ person_id: string }>`select person_id from appeals.reviewer
      where appeal_id = ${appealId} and excused_at is null`.execute(test.app.kernel.database.kysely)
    return rows.map((row) => reviewerKeys.find((key) => ids.person(key) === row.person_id) ?? '?')
  }
  return {
    ...{ test, noticeId, send, see, reviewersOf },
    /** Objects to the line of a household. */
    file: (who: string, line: number) => send(who, 'file', { noticeId, line, grounds }),
    drawnTo: async (appealId: string) => (await reviewersOf(appealId))[0] ?? '?',
  }
}
