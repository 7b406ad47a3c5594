import * as m from '#paraglide/messages.js'
import { count, money } from '#ui/format.ts'
import type { Column } from '#ui/shapes.ts'
import type { Good } from '../catalogue/model.ts'
import type { Redemption } from '../redeeming/model.ts'
import type { SettlementLine, StockLine } from '../stocktake/model.ts'
import type { Voucher } from '../vouchers/model.ts'
import {
  goodsOf,
  kindWord,
  limitWord,
  said,
  stateWord,
  stepWord,
  voucherWord,
  wayWord,
  whole,
} from './words.ts'

const signed = (value: number) => count(value, { signed: true })

export function goodColumns(): Column<Good>[] {
  return [
    { key: 'name', label: m.shop_good(), primary: true, sort: true, text: (row) => said(row.name) },
    { key: 'kind', label: m.shop_good_kind(), text: (row) => kindWord(row.kind) },
    {
      ...{ key: 'price', label: m.shop_price(), align: 'end', sort: true, nowrap: true },
      text: (row) => whole(row.pricePoints),
      exact: (row) => row.pricePoints,
    },
    {
      ...{ key: 'stock', label: m.shop_stock_label(), align: 'end', sort: true },
      text: (row) => row.stock ?? '—',
    },
    { key: 'limit', label: m.shop_limit_label(), text: limitWord },
    { key: 'supplier', label: m.shop_supplier(), sort: true, text: (row) => row.supplier },
  ]
}

export function stepColumns(): Column<StockLine>[] {
  return [
    { key: 'good', label: m.shop_good(), primary: true, text: (row) => said(row.name) },
    { key: 'what', label: m.shop_step_what(), text: (row) => stepWord(row.kind) },
    {
      ...{ key: 'change', label: m.shop_step_change(), align: 'end' },
      text: (row) => signed(row.change),
    },
    { key: 'at', label: m.shop_fact_when(), nowrap: true },
    { key: 'reason', label: m.shop_step_reason(), quiet: true, text: (row) => row.reason },
  ]
}

export type SaleLine = Redemption & { readonly code: string }

export function saleColumns(): Column<SaleLine>[] {
  return [
    { key: 'number', label: m.shop_number(), primary: true, text: (row) => row.number },
    { key: 'at', label: m.shop_fact_when(), nowrap: true, exact: (row) => row.redeemedAt },
    { key: 'household', label: m.shop_fact_household(), text: (row) => row.code },
    { key: 'goods', label: m.shop_goods(), text: (row) => goodsOf(row.lines) },
    {
      ...{ key: 'points', label: m.shop_fact_paid(), align: 'end', nowrap: true },
      text: (row) => whole(row.paidPoints),
      exact: (row) => row.paidPoints,
    },
    { key: 'way', label: m.shop_fact_way(), text: (row) => wayWord(row.way) },
    { key: 'state', label: m.shop_state(), text: (row) => stateWord(row.state) },
  ]
}

export type VoucherLine = Omit<Voucher, 'code'> & { readonly household: string }

export function voucherColumns(): Column<VoucherLine>[] {
  return [
    { key: 'number', label: m.shop_number(), primary: true, text: (row) => row.number },
    { key: 'household', label: m.shop_fact_household(), text: (row) => row.household },
    { key: 'good', label: m.shop_good(), text: (row) => `${said(row.name)} × ${row.quantity}` },
    { key: 'till', label: m.shop_fact_till(), text: (row) => row.tillNumber },
    { key: 'until', label: m.shop_usable_until(), nowrap: true },
    { key: 'state', label: m.shop_state(), text: (row) => voucherWord(row.state) },
  ]
}

/** What is owed to whom; a sheet of it carries figures that add up. */
export function settlementColumns(): Column<SettlementLine>[] {
  return [
    {
      key: 'supplier',
      label: m.shop_supplier(),
      primary: true,
      sort: true,
      text: (r) => r.supplier,
    },
    { key: 'good', label: m.shop_good(), text: (row) => said(row.name) },
    {
      ...{ key: 'quantity', label: m.shop_quantity(), align: 'end' },
      text: (row) => row.quantity,
    },
    {
      ...{ key: 'points', label: m.shop_points(), align: 'end', nowrap: true },
      text: (row) => whole(row.points),
      exact: (row) => row.points,
    },
    {
      ...{ key: 'worth', label: m.shop_worth(), align: 'end', nowrap: true },
      text: (row) => money(row.worthFen),
      exact: (row) => row.worthFen / 100,
    },
  ]
}
