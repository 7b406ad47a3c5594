import sharp from 'sharp'
import { type KeptFile, receiptFor } from '#attachments/commands.ts'
import { prepareAttachment } from '#attachments/prepare.ts'
import { openVault, type Vault } from '#attachments/vault.ts'
import type { Villager } from './population.ts'
import { as, type Telling } from './village-state.ts'

export type Scene = 'yard' | 'lamp' | 'tree' | 'heap'

/** Takes a drawn picture the way every photo takes: cleaned, into the vault, entered with a receipt. */
export interface Camera {
  send(telling: Telling, who: Villager, scene: Scene): Promise<string>
}

export function cameraFor(dataDir: string): Camera {
  const vault = openVault(dataDir)
  const stored = new Map<Scene, Promise<KeptFile>>()
  return {
    async send(telling, who, scene) {
      const file = stored.get(scene) ?? store(vault, scene)
      stored.set(scene, file)
      const { door, village } = telling
      const { tenantCode } = village
      const kept = await file
      const receipt = receiptFor(door.secrets, tenantCode, kept)
      const input = { tenantCode, files: [{ ...kept, receipt }] }
      return (await door.act(await as(telling, who), 'attachments.keep', input)).ids[0]!
    },
  }
}

async function store(vault: Vault, scene: Scene): Promise<KeptFile> {
  const prepared = await prepareAttachment(
    await sharp(Buffer.from(draw(scene)))
      .png()
      .toBuffer(),
  )
  if (!prepared.ok || prepared.value.family !== 'image') throw new Error(`No picture of ${scene}.`)
  const { full, thumbnail } = prepared.value
  const [kept, small] = [await vault.put(full.bytes), await vault.put(thumbnail.bytes)]
  if (!kept.ok || !small.ok) throw new Error('The disk is full.')
  return {
    ...{ sha256: kept.value.hash, thumbnailSha256: small.value.hash, mediaType: full.mediaType },
    ...{ bytes: kept.value.byteLength, width: full.width, height: full.height, durationMs: null },
    // A few drawn scenes stand for all photos; nobody invented shall be asked why they are alike.
    pictureHash: null,
  }
}

const scenes: Readonly<Record<Scene, string>> = {
  yard: `<path d="M140 330V220L300 120L460 220V330Z" fill="#c9b79c"/><path d="M110 230L300 105L490 230" fill="none" stroke="#8a3b2e" stroke-width="18"/><rect x="270" y="250" width="60" height="80" fill="#6b4f3a"/>`,
  lamp: `<path d="M300 340V120Q300 90 340 90H390" fill="none" stroke="#55606b" stroke-width="14"/><path d="M370 92h60l-14 26h-32Z" fill="#e3b341"/>`,
  tree: `<rect x="288" y="220" width="24" height="120" fill="#7a5a3c"/><circle cx="300" cy="180" r="85" fill="#5f8f5a"/><circle cx="240" cy="215" r="50" fill="#6da067"/>`,
  heap: `<path d="M150 340Q210 220 300 250Q400 200 450 340Z" fill="#8d8778"/><path d="M190 320l60-40 30 30 50-60 60 70" fill="none" stroke="#5b564a" stroke-width="8"/>`,
}

/** 演示图片 drawn stroke by stroke, because not every machine has Chinese letters. */
const letters = [
  'M12 16L22 26M8 40L18 48M8 88L22 62M60 6L63 14M34 32V20H90L86 30M42 34H82M40 44H84V74H40ZM62 34V74M40 59H84M52 78L36 92M72 78L90 92',
  'M25 20H75M10 42H90M50 42V90L40 84M30 58L14 80M70 58L88 80',
  'M14 12H86V92H14ZM46 22L28 46M44 30H66L28 62M42 42L74 60M46 62L56 69M40 74L60 84',
  'M32 10V60L14 92M62 8V38M32 38H88M32 60H70V92',
]

/** Plain shapes and four letters; no people. */
function draw(scene: Scene): string {
  const written = letters
    .map((path, at) => `<path transform="translate(${130 + at * 92} 366) scale(.72)" d="${path}"/>`)
    .join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="460"><rect width="600" height="460" fill="#eef1ee"/><rect y="338" width="600" height="10" fill="#b9c2b4"/>${scenes[scene]}<g fill="none" stroke="#7c2d22" stroke-width="8" stroke-linecap="round" stroke-linejoin="round">${written}</g></svg>`
}
