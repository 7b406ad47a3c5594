import { defineModule } from '#kernel/module.ts'
import { lookJob } from './jobs.ts'
import { oversightRefusals } from './model.ts'
import { answer, ask, close, look, noteInspection } from './radar/commands.ts'
import { askedOfMe, due, flag, flags } from './radar/queries.ts'
import { commitSeed, drawSample, publishSeed, recordFinding } from './sampling/commands.ts'
import { publicSamplings, sampling, samplings } from './sampling/queries.ts'
import { silent } from './silent/queries.ts'

const watching = ['supervision_chair', 'supervision_member', 'township_official@above'] as const

const supervising = ['supervision_chair', 'supervision_member'] as const
const sampled = [commitSeed, drawSample, recordFinding, publishSeed] as const

export default defineModule({
  name: 'oversight',
  commands: [look, noteInspection, ask, answer, close, ...sampled],
  queries: [due, flags, flag, askedOfMe, silent, samplings, sampling, publicSamplings],
  jobs: [lookJob],
  refusals: oversightRefusals,
  permissions: {
    'oversight.look': ['system'],
    'oversight.note_inspection': watching,
    'oversight.ask': watching,
    'oversight.answer': ['villager', 'every_post'],
    'oversight.close': watching,
    'oversight.commit_seed': supervising,
    'oversight.draw_sample': supervising,
    'oversight.record_finding': watching,
    'oversight.publish_seed': supervising,
    'oversight.samplings': watching,
    'oversight.sampling': watching,
    'oversight.public_samplings': ['anyone'],
    'oversight.due': ['system'],
    'oversight.flags': watching,
    'oversight.flag': watching,
    'oversight.asked_of_me': ['villager', 'every_post'],
    'oversight.silent': ['supervision_chair', 'supervision_member', 'grid_worker', 'grid_leader'],
  },
})
