import { defineModule } from '#kernel/module.ts'
import { recountJob } from '#kernel/recount-job.ts'
import { makeFile, withdraw } from './commands.ts'
import { heldLines } from './held/queries.ts'
import { appealsRefusals } from './model.ts'
import { forReview, mine, one, prepare } from './queries.ts'
import { recountDue } from './recounting/commands.ts'
import { dueToRecount } from './recounting/queries.ts'
import { drawAgain, excuse, makeDecide } from './review/commands.ts'
import type { Subjects } from './subjects.ts'

/** Who may be drawn; whether they were is read from the appeal. */
const reviewing = [
  'supervision_chair',
  'supervision_member',
  'township_official@above',
  'county_official@above',
] as const

const overseeing = [...reviewing, 'township_official', 'county_official'] as const

/** `subjects` lists what the modules after this one let people appeal against. */
export function makeAppealsModule(subjects: Subjects) {
  return defineModule({
    name: 'appeals',
    commands: [makeFile(subjects), withdraw, makeDecide(subjects), excuse, drawAgain, recountDue],
    queries: [mine, one, forReview, prepare, heldLines, dueToRecount],
    jobs: [recountJob('appeals')],
    refusals: appealsRefusals,
    permissions: {
      'appeals.file': ['villager'],
      'appeals.withdraw': ['villager'],
      'appeals.decide': reviewing,
      'appeals.excuse': reviewing,
      'appeals.draw': [
        'supervision_chair',
        'township_official@above',
        'county_official@above',
        'system',
      ],
      'appeals.recount_due': ['system'],
      'appeals.due_to_recount': ['system'],
      'appeals.mine': ['villager'],
      'appeals.one': ['villager', ...overseeing],
      'appeals.for_review': overseeing,
      'appeals.prepare': ['villager'],
      'appeals.held_lines': ['anyone'],
    },
  })
}
