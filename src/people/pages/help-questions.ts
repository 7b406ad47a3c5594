import type { Answer } from './shapes.ts'

/** What is asked of somebody who wants to act for another, each on a screen of its own in elder mode. */
export type HelpQuestion = 'name' | 'household' | 'how' | 'card' | 'witness' | 'witnessHousehold'

export interface HelpAnswer extends Answer {
  readonly code?: string
  /** The screen to show next, or the one whose answer was wrong. */
  readonly question?: string | undefined
}

/**
 * A household's number is asked for only where several people bear the name, and the way of consent
 * decides between the code on the card and the neighbour who heard it.
 */
export function helpQuestions(form: HelpAnswer | null | undefined): readonly HelpQuestion[] {
  const { method, household, witnessHousehold } = form?.values ?? {}
  const asked = (question: HelpQuestion, answer: string | undefined) =>
    answer || form?.question === question ? [question] : []
  const heard: HelpQuestion[] = ['witness', ...asked('witnessHousehold', witnessHousehold)]
  const way: readonly HelpQuestion[] = method === 'spoken_with_witness' ? heard : ['card']
  return ['name', ...asked('household', household), 'how', ...way]
}

const byCode: Readonly<Record<string, HelpQuestion>> = {
  'people.passbook_code_wrong': 'card',
  'people.witness_needed': 'witness',
  'people.witness_unfit': 'witness',
}

/** The question to show: the one asked for, the one a refusal is about, else the first. */
export function helpQuestionNow(form: HelpAnswer | null | undefined): HelpQuestion {
  const all = helpQuestions(form)
  const meant = form?.question ?? byCode[form?.code ?? '']
  // How they agreed has just been answered, or answered otherwise: what follows is asked anew.
  if (meant === 'card' || meant === 'witness') return all.find((one) => isWay(one)) ?? 'how'
  return all.find((one) => one === meant) ?? 'name'
}

const isWay = (question: HelpQuestion) => question === 'card' || question === 'witness'
