import { defineModule } from '#kernel/module.ts'
import { issue } from './issuing/commands.ts'
import { endLender, keepLender } from './lender/commands.ts'
import { lenders } from './lender/queries.ts'
import { lookUp } from './looking/commands.ts'
import { counts, keys, shown } from './looking/queries.ts'
import { lettersRefusals } from './model.ts'
import { answer, begin, discard, forgetLetters, revoke } from './writing/commands.ts'
import { letter, mine, sayable } from './writing/queries.ts'

const administrators = [
  ...['village_administrator', 'township_administrator', 'county_administrator'],
] as const

export default defineModule({
  name: 'letters',
  commands: [keepLender, endLender, begin, answer, issue, discard, revoke, lookUp],
  queries: [lenders, sayable, mine, letter, shown, keys, counts],
  forgetter: forgetLetters,
  refusals: lettersRefusals,
  permissions: {
    'letters.keep_lender': administrators,
    'letters.end_lender': administrators,
    'letters.begin': ['villager'],
    'letters.answer': ['villager'],
    'letters.issue': ['villager'],
    'letters.discard': ['villager'],
    'letters.revoke': ['villager'],
    'letters.look_up': ['anyone'],
    'letters.lenders': ['villager', ...administrators],
    'letters.sayable': ['villager'],
    'letters.mine': ['villager'],
    'letters.letter': ['villager'],
    'letters.shown': ['anyone'],
    'letters.keys': ['anyone'],
    'letters.counts': [
      ...(['director', 'secretary', 'supervision_chair', 'supervision_member'] as const),
      ...administrators,
    ],
  },
})
