import type { FormBack } from './words.ts'

/** What is asked after an item was chosen, each on a screen of its own in elder mode. */
export type Question = 'whose' | 'when' | 'value' | `inputs.${string}` | 'photo' | 'words' | 'sum'

/** The second step says whose, when and how much; the third shows and tells. */
const showing: readonly Question[] = ['photo', 'words', 'sum']

/** With a table each of its questions is asked, and at the end stands what the answers come to. */
export function questionsFor(of: {
  praise: boolean
  valued: boolean
  inputs?: readonly `inputs.${string}`[]
}): readonly Question[] {
  const whose: Question[] = of.praise ? ['whose'] : []
  const value: Question[] = of.valued ? ['value'] : []
  const inputs = of.inputs ?? []
  const sum: Question[] = inputs.length > 0 ? ['sum'] : []
  return [...whose, 'when', ...value, ...inputs, 'photo', 'words', ...sum]
}

/** Which step of three a question belongs to, and which question of that step it is. */
export function placeOf(question: Question, all: readonly Question[]) {
  const last = showing.includes(question)
  const same = all.filter((one) => showing.includes(one) === last)
  return { step: last ? 3 : 2, part: { n: same.indexOf(question) + 1, of: same.length } }
}

const fields: Readonly<Record<string, Question>> = {
  ...{ householdCode: 'whose', happenedOn: 'when', valueHundredths: 'value', note: 'words' },
}
const refusals: Readonly<Record<string, Question | 'inputs'>> = {
  'points.unknown_household': 'whose',
  'points.in_future': 'when',
  'points.too_long_ago': 'when',
  'points.no_open_cycle': 'when',
  'points.cycle_closed': 'when',
  'points.duplicate': 'when',
  'points.value_out_of_range': 'value',
  'points.unknown_attachment': 'photo',
  'points.inputs_needed': 'inputs',
  'points.inputs_unfit': 'inputs',
}

/** The question to show: the one asked for, the one at fault, the last after any other refusal. */
export function questionNow(
  form: (FormBack & { question?: string | undefined }) | null | undefined,
  all: readonly Question[],
): Question {
  const asked = all.find((one) => one === form?.question)
  if (asked) return asked
  if (!form?.fault) return all[0]!
  if (form.code?.startsWith('attachments.')) return form.values?.question ? 'photo' : 'words'
  const faulty = Object.keys(form.fields ?? {}).map((name) => fields[name] ?? name)
  const meant = [...faulty, refusals[form.code ?? '']]
  const asksThat = (one: Question) =>
    meant.includes(one) || (meant.includes('inputs') && one.startsWith('inputs.'))
  return all.find(asksThat) ?? all.at(-1)!
}
