import * as m from '#paraglide/messages.js'
import type { Method, OpenSession } from '../model.ts'

const devices: Record<OpenSession['device'], () => string> = {
  wechat: m.auth_device_wechat,
  phone: m.auth_device_phone,
  tablet: m.auth_device_tablet,
  computer: m.auth_device_computer,
  other: m.auth_device_other,
}

const methods: Record<Method, () => string> = {
  phone: m.auth_method_phone,
  passbook: m.auth_method_passbook,
  password: m.auth_method_password,
  passkey: m.auth_method_passkey,
  demonstration: m.auth_method_demonstration,
}

export const deviceWord = (device: OpenSession['device']): string => devices[device]()
export const methodWord = (method: Method): string => methods[method]()
