import { compare, type Records, type Row, restsOnForgotten } from './records.ts'

const area = 'appeals'

/** Objections are as filed and decided on record, by people who did not decide the first time. */
export function checkAppeals(records: Records): void {
  const acts = [...records.acts.values()]
  for (const appeal of records.table('appeals.appeal')) {
    const where = `appeals.appeal ${appeal.number}`
    const filed = acts.find(
      (act) => act.command === 'appeals.file' && act.outcome.appealId === appeal.id,
    )
    if (filed || !restsOnForgotten(records, 'appeals.file', appeal.filed_at))
      compare(
        records,
        { area, where: `${where} filed` },
        {
          expected: filed ? { at: filed.at, grounds: filed.input.grounds } : null,
          found: { at: appeal.filed_at, grounds: appeal.grounds },
        },
      )
    checkDecision(records, where, appeal)
    if (appeal.decided_by && appeal.deciders.includes(appeal.decided_by)) {
      records.report({
        area,
        where: `${where} decided_by`,
        expected: 'somebody who did not decide the first time',
        found: appeal.decided_by,
      })
    }
  }
}

function checkDecision(records: Records, where: string, appeal: Row): void {
  const acts = [...records.acts.values()].filter((act) => act.input.appealId === appeal.id)
  const decided = acts.find((act) => act.command === 'appeals.decide')
  const withdrawn = acts.find((act) => act.command === 'appeals.withdraw')
  const closing = ['appeals.decide', 'appeals.withdraw']
  const isSilent = (command: string) => restsOnForgotten(records, command, appeal.decided_at)
  if (!decided && !withdrawn && closing.some(isSilent)) return
  const state = decided ? decided.input.outcome : withdrawn ? 'withdrawn' : 'open'
  const expected = { state, by: decided?.person ?? null, answer: decided?.input.answer ?? null }
  compare(
    records,
    { area, where: `${where} decision` },
    { expected, found: { state: appeal.state, by: appeal.decided_by, answer: appeal.answer } },
  )
  if (decided)
    compare(
      records,
      { area, where: `${where} decided_at` },
      { expected: decided.at, found: appeal.decided_at },
    )
}
