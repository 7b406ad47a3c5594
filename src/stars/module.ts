import { defineModule } from '#kernel/module.ts'
import { draftAgain, startClose } from './commands.ts'
import { deedSubject } from './correcting/deed-subject.ts'
import { scoreSubject } from './correcting/subject.ts'
import { draftSlice } from './drafting/commands.ts'
import { finaliseSlice } from './finalising/commands.ts'
import { household, why } from './household/queries.ts'
import { draftJob, finaliseJob } from './jobs.ts'
import { starsRefusals } from './model.ts'
import { publish } from './publishing/commands.ts'
import { closeProgress, closes, distribution, dueWork, stateByVillage } from './queries.ts'
import { hangPlate, takeDownPlate } from './showing/commands.ts'
import { levels, myPlate, plate } from './showing/queries.ts'
import { simulation } from './simulating/queries.ts'

const above = [
  ...['township_official', 'township_administrator', 'county_official', 'county_administrator'],
]
const fromAbove = [
  ...['township_official@above', 'township_administrator@above'],
  ...['county_official@above', 'county_administrator@above'],
]
const closeReaders = [
  ...['scorekeeper', 'director', 'deputy_director', 'secretary', 'deputy_secretary'],
  ...['village_administrator', 'leading_head', 'leading_member'],
  ...['supervision_chair', 'supervision_member'],
  ...fromAbove,
]
const scoreReaders = [
  ...['villager', 'review_leader', 'reviewer', 'leading_head', 'leading_member', 'director'],
  ...['supervision_chair', 'supervision_member'],
  ...['township_official@above', 'county_official@above'],
]
const draftReaders = [
  ...['secretary', 'director', 'scorekeeper', 'village_administrator'],
  ...['deputy_secretary', 'deputy_director', 'committee_member', 'representative'],
  ...['supervision_chair', 'supervision_member', 'leading_head', 'leading_member'],
  ...fromAbove,
]

export default defineModule({
  name: 'stars',
  commands: [startClose, draftSlice, draftAgain, publish, finaliseSlice, hangPlate, takeDownPlate],
  queries: [
    dueWork,
    closes,
    closeProgress,
    distribution,
    stateByVillage,
    household,
    why,
    myPlate,
    plate,
    levels,
    simulation,
  ],
  jobs: [draftJob, finaliseJob],
  refusals: starsRefusals,
  appealSubjects: [scoreSubject, deedSubject],
  permissions: {
    'stars.start_close': ['scorekeeper', 'director', 'secretary'],
    'stars.draft_again': ['scorekeeper', 'director', 'secretary'],
    'stars.draft_slice': ['system'],
    'stars.publish': ['leading_head'],
    'stars.finalise_slice': ['system'],
    'stars.due_work': ['system'],
    'stars.closes': closeReaders,
    'stars.close_progress': closeReaders,
    'stars.distribution': ['anyone'],
    'stars.state_by_village': [...above, ...fromAbove],
    'stars.household': scoreReaders,
    'stars.why': scoreReaders,
    'stars.hang_plate': ['villager'],
    'stars.take_down_plate': ['villager'],
    'stars.my_plate': ['villager'],
    'stars.plate': ['anyone'],
    'stars.levels': ['anyone'],
    'stars.simulation': ['villager', ...draftReaders],
  },
})
