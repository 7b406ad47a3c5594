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
