import { z } from 'zod'
import { type SettingKey, settingKeys } from './catalogue.ts'

const tenantCode = z.string().regex(/^[0-9]{12}$/)
const key = z.enum(settingKeys as [SettingKey, ...SettingKey[]])

export const DecideSetting = z.object({
  tenantCode,
  key,
  /** The first day it holds; never before today. */
  validFrom: z.iso.date(),
  value: z.union([z.number(), z.string().max(2000)]),
  /** The law, notice or resolution it follows, with its number or date. */
  source: z.string().trim().min(2).max(300),
  /** Whether somebody compared it with the text of the source here. */
  verified: z.boolean().default(false),
})
export const ListSettings = z.object({ tenantCode })
export const OneSetting = z.object({ tenantCode, key })

/** Who sets the numbers of their own place; nobody sets those of another. */
export const deciders = ['secretary', 'director', 'township_administrator', 'county_administrator']

export type SettingContent = number | string

/** One decision about a setting, by one place, from one day on. */
export interface Decision {
  readonly id: string
  readonly tenantCode: string
  readonly key: string
  readonly validFrom: string
  readonly value: SettingContent
  readonly source: string
  readonly verified: boolean
  /** ISO instant. */
  readonly decidedAt: string
  /** 0 for the place itself, 1 for the place it lies in, and so on. */
  readonly distance: number
}

/** What holds for a place on a day. */
export interface InForce {
  readonly value: SettingContent
  readonly source: string
  readonly verified: boolean
  /** The place that decided; null for the default. */
  readonly tenantCode: string | null
  readonly validFrom: string | null
}

/** Refusal codes with their HTTP status. */
export const settingsRefusals = {
  'settings.out_of_bounds': 422,
  'settings.not_a_number': 422,
  'settings.not_a_choice': 422,
  'settings.text_too_long': 422,
  'settings.retroactive': 422,
  'settings.date_too_far': 422,
  'settings.already_decided': 409,
} as const
export type SettingsRefusal = keyof typeof settingsRefusals

export interface SettingTable {
  tenant_code: string
  id: string
  key: string
  valid_from: string
  value: SettingContent
  source: string
  verified: boolean
  decided_by: string | null
  decided_at: string
}
export interface SettingsTables {
  'settings.setting': SettingTable
}
