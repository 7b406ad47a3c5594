import type { Claim } from '#auth/sign-in/first-administrator.ts'

/** The form's fields as a claim. */
export function claimOf(read: (name: string) => string): Claim {
  return {
    tenantCode: read('tenantCode'),
    name: read('name'),
    sex: read('sex'),
    birthDate: read('birthDate'),
    username: read('username'),
    password: read('newPassword'),
    again: read('againPassword'),
  }
}
