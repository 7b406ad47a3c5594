import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '#test/browser.ts'
import { giveAccount, need, openTestHouse, type TestHouse } from '#test/sign-in.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

type Browser = ReturnType<typeof openBrowser>
const own = 'seven rivers, one bridge'
const origin = 'http://localhost:8080'

async function signedIn(who: string): Promise<Browser> {
  const browser = openBrowser()
  const password = await giveAccount(house, who, who)
  const { password: way } = house.auth
  need(await way.enter(browser.visit(), { username: who, password, next: '/' }))
  need(await way.renew(browser.visit(), { password: own, again: own }))
  return browser
}

/** A device that holds one passkey, as WebAuthn level 3 describes its answers. */
function device(verified = true) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = publicKey.export({ format: 'jwk' })
  const point = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'))
  const key = isoCBOR.encode(
    new Map<number, number | Uint8Array>([
      ...([
        [1, 2],
        [3, -7],
        [-1, 1],
      ] as [number, number][]),
      ...([
        [-2, point(jwk.x!)],
        [-3, point(jwk.y!)],
      ] as [number, Uint8Array][]),
    ]) as never,
  )
  const id = randomBytes(16)
  const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
  const client = (type: string, challenge: string, from: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }))
  const data = (counter: number, rest: Uint8Array = new Uint8Array()) => {
    const head = Buffer.alloc(5)
    head[0] = 0x01 | (verified ? 0x04 : 0) | (rest.length > 0 ? 0x40 : 0)
    head.writeUInt32BE(counter, 1)
    return Buffer.concat([createHash('sha256').update('localhost').digest(), head, rest])
  }
  const wrap = (response: object) =>
    JSON.stringify({
      id: b64(id),
      rawId: b64(id),
      type: 'public-key',
      clientExtensionResults: {},
      response,
    })
  return {
    make(challenge: string, from = origin): string {
      const size = Buffer.alloc(2)
      size.writeUInt16BE(id.length)
      const authData = new Uint8Array(data(0, Buffer.concat([Buffer.alloc(16), size, id, key])))
      const object = new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ])
      const attestationObject = b64(isoCBOR.encode(object as never))
      return wrap({
        clientDataJSON: b64(client('webauthn.create', challenge, from)),
        attestationObject,
      })
    },
    show(challenge: string, counter = 1, from = origin): string {
      const clientData = client('webauthn.get', challenge, from)
      const authData = data(counter)
      const signed = Buffer.concat([authData, createHash('sha256').update(clientData).digest()])
      const signature = sign('sha256', signed, privateKey)
      const bytes = { clientDataJSON: b64(clientData), authenticatorData: b64(authData) }
      return wrap({ ...bytes, signature: b64(signature) })
    },
  }
}

const challengeOf = (offer: object) => (offer as { challenge: string }).challenge

async function withPasskey(who: string) {
  const browser = await signedIn(who)
  const signIn = (await house.auth.sessionOf(browser.headers))!
  const key = device()
  const offer = need(await house.auth.passkeys.offer(browser.visit(), signIn))
  const made = { response: key.make(challengeOf(offer)), label: '我的手机' }
  need(await house.auth.passkeys.keep(browser.visit(), signIn, made))
  return { key, signIn, made, browser }
}

describe('a passkey', () => {
  it('is kept for the account and signs in without a name', async () => {
    const { key, signIn } = await withPasskey('director')
    const browser = openBrowser('203.0.113.7')
    const asked = need(await house.auth.passkeys.ask(browser.visit()))
    const shown = { response: key.show(challengeOf(asked)), next: '/office' }
    expect(need(await house.auth.passkeys.enter(browser.visit(), shown)).to).toBe('/office')
    const entered = await house.auth.sessionOf(browser.headers)
    expect(entered).toMatchObject({ accountId: signIn.accountId, method: 'passkey' })
    const again = await house.auth.passkeys.enter(openBrowser('203.0.113.8').visit(), shown)
    expect(again).toMatchObject({ code: 'auth.passkey_failed' })
  })

  it('is refused from another site, from a copied device, with a foreign or old challenge', async () => {
    const { key } = await withPasskey('secretary')
    const enter = async (response: string) =>
      house.auth.passkeys.enter(openBrowser('203.0.113.9').visit(), { response, next: '/' })
    const ask = async () =>
      challengeOf(need(await house.auth.passkeys.ask(openBrowser('203.0.113.10').visit())))
    const failed = { code: 'auth.passkey_failed' }
    expect(await enter(key.show(await ask(), 5, 'https://evil.example'))).toMatchObject(failed)
    expect(await enter(key.show(randomBytes(32).toString('base64url'), 5))).toMatchObject(failed)
    need(await enter(key.show(await ask(), 5)))
    expect(await enter(key.show(await ask(), 5))).toMatchObject(failed)
    const old = await ask()
    house.pass(5 * 60_000 + 1)
    expect(await enter(key.show(old, 9))).toMatchObject(failed)
    expect(await enter(device().show(await ask()))).toMatchObject(failed)
    expect(await enter('not json')).toMatchObject(failed)
  })

  it('is not made for another account, twice, or by a device that checked nobody', async () => {
    const { browser, signIn, made } = await withPasskey('chair')
    const { passkeys } = house.auth
    const failed = { code: 'auth.passkey_failed' }
    expect(await passkeys.keep(browser.visit(), signIn, made)).toMatchObject(failed)
    const offer = challengeOf(need(await passkeys.offer(browser.visit(), signIn)))
    const other = { ...signIn, accountId: 'account-director' }
    const fresh = { response: device().make(offer), label: 'x' }
    expect(await passkeys.keep(browser.visit(), other, fresh)).toMatchObject(failed)
    const unchecked = challengeOf(need(await passkeys.offer(browser.visit(), signIn)))
    const lax = { response: device(false).make(unchecked), label: 'x' }
    expect(await passkeys.keep(browser.visit(), signIn, lax)).toMatchObject(failed)
    expect(await passkeys.list(signIn)).toHaveLength(1)
  })

  it('is removed by its owner only', async () => {
    const { signIn } = await withPasskey('board_member')
    const { passkeys } = house.auth
    const [row] = await passkeys.list(signIn)
    await passkeys.remove({ ...signIn, accountId: 'account-director' }, row!.id)
    expect(await passkeys.list(signIn)).toHaveLength(1)
    await passkeys.remove(signIn, row!.id)
    expect(await passkeys.list(signIn)).toHaveLength(0)
  })
})
