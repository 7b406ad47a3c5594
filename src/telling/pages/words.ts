import * as messages from '#paraglide/messages.js'
import { instant } from '#ui/format.ts'
import type { Tone } from '#ui/shapes.ts'
import type { Channel, DeliveryState, Told } from '../model.ts'

type Message = (inputs?: Record<string, unknown>) => string
const all = messages as unknown as Record<string, Message | undefined>

export const channelWord = (channel: Channel): string => all[`telling_channel_${channel}`]!()

/** Why something could not arrive; what has no words of its own failed several times. */
export function reasonWord(reason: string | null): string {
  return (all[`telling_reason_${reason}`] ?? messages.telling_reason_other)()
}

type Standing = Pick<Told, 'channel' | 'state'>

/** What waits for somebody's feet is not "to be sent". */
const stateOf = ({ channel, state }: Standing): DeliveryState | 'waiting' =>
  state === 'planned' && (channel === 'slip' || channel === 'visit') ? 'waiting' : state

export const stateWord = (one: Standing): string => all[`telling_state_${stateOf(one)}`]!()

/** What is read in the program need not be brought home any more. */
export const isCalledOff = (one: Standing): boolean => stateOf(one) === 'waiting'

const tones: Readonly<Record<DeliveryState, Tone>> = {
  ...{ planned: 'waiting', failed: 'waiting', sent: 'done', handed_over: 'done' },
  undeliverable: 'neutral',
}
export const stateTone = ({ state }: Standing): Tone => tones[state]

/** One way a message went, as its person reads it. */
export function toldWords(one: Told): string {
  const when = instant(one.settledAt ?? one.nextAt)
  const said = { channel: channelWord(one.channel), when, reason: reasonWord(one.reason) }
  return all[`telling_told_${stateOf(one)}`]!(said)
}
