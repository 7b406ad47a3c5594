import { defineModule } from '#kernel/module.ts'
import { changeGood, closeTill, listGood, openTill, withdrawGood } from './catalogue/commands.ts'
import { resolveDiscount } from './discount/commands.ts'
import { creditJob, returnJob } from './jobs.ts'
import { shopRefusals } from './model.ts'
import { creditSlice, fundPool, resolveScheme } from './pool/commands.ts'
import { dueCredits, pool } from './pool/queries.ts'
import { mine, open, photo } from './queries.ts'
import { issueCard, redeem } from './redeeming/commands.ts'
import { atTill, card, findHousehold, redemption, redemptions } from './redeeming/queries.ts'
import { answerReversal, proposeReversal } from './redeeming/reversing.ts'
import { redemptionSubject } from './redeeming/subject.ts'
import { countStock, receiveStock } from './stocktake/commands.ts'
import { catalogue, settlement } from './stocktake/queries.ts'
import { handInVoucher, issueVoucher, returnVouchers } from './vouchers/commands.ts'
import { dueReturns, voucher, vouchers } from './vouchers/queries.ts'

const resolving = ['director', 'secretary', 'chair']
const keeping = ['shop_operator', 'director', 'accountant']
const counting = ['shop_operator', 'accountant', 'supervision_chair', 'supervision_member']
const reading = [
  ...['shop_operator', 'director', 'deputy_director', 'secretary', 'deputy_secretary', 'chair'],
  ...['board_member', 'accountant', 'scorekeeper', 'supervision_chair', 'supervision_member'],
  ...['township_official@above', 'county_official@above'],
]

export default defineModule({
  name: 'shop',
  commands: [
    resolveScheme,
    fundPool,
    creditSlice,
    resolveDiscount,
    listGood,
    changeGood,
    withdrawGood,
    openTill,
    closeTill,
    receiveStock,
    countStock,
    issueCard,
    redeem,
    proposeReversal,
    answerReversal,
    issueVoucher,
    handInVoucher,
    returnVouchers,
  ],
  queries: [
    open,
    photo,
    mine,
    pool,
    dueCredits,
    catalogue,
    settlement,
    findHousehold,
    atTill,
    card,
    redemptions,
    redemption,
    vouchers,
    voucher,
    dueReturns,
  ],
  jobs: [creditJob, returnJob],
  refusals: shopRefusals,
  appealSubjects: [redemptionSubject],
  permissions: {
    'shop.resolve_scheme': resolving,
    'shop.fund_pool': resolving,
    'shop.resolve_discount': resolving,
    'shop.credit_slice': ['system'],
    'shop.list_good': keeping,
    'shop.change_good': keeping,
    'shop.withdraw_good': keeping,
    'shop.open_till': keeping,
    'shop.close_till': keeping,
    'shop.receive_stock': keeping,
    'shop.count_stock': counting,
    'shop.issue_card': keeping,
    'shop.redeem': ['shop_operator'],
    'shop.propose_reversal': ['shop_operator', 'villager'],
    'shop.answer_reversal': ['shop_operator', 'villager'],
    'shop.issue_voucher': ['villager'],
    'shop.hand_in_voucher': ['shop_operator'],
    'shop.return_vouchers': ['system'],
    'shop.vouchers': reading,
    'shop.voucher': ['villager'],
    'shop.due_returns': ['system'],
    'shop.open': ['anyone'],
    'shop.photo': ['anyone'],
    'shop.mine': ['villager'],
    'shop.pool': reading,
    'shop.due_credits': ['system'],
    'shop.catalogue': reading,
    'shop.settlement': reading,
    'shop.find_household': ['shop_operator'],
    'shop.at_till': ['shop_operator'],
    'shop.card': keeping,
    'shop.redemptions': reading,
    'shop.redemption': [...reading, 'villager'],
  },
})
