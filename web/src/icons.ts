// The icons that pages use: Lucide (ISC licence), put into the page as they are.
import car from 'lucide-static/icons/car.svg?raw'
import left from 'lucide-static/icons/chevron-left.svg?raw'
import right from 'lucide-static/icons/chevron-right.svg?raw'
import history from 'lucide-static/icons/history.svg?raw'
import house from 'lucide-static/icons/house.svg?raw'
import idCard from 'lucide-static/icons/id-card.svg?raw'
import key from 'lucide-static/icons/key-round.svg?raw'
import layers from 'lucide-static/icons/layers.svg?raw'
import mic from 'lucide-static/icons/mic.svg?raw'
import phone from 'lucide-static/icons/phone.svg?raw'
import plane from 'lucide-static/icons/plane.svg?raw'
import printer from 'lucide-static/icons/printer.svg?raw'
import ban from 'lucide-static/icons/shield-alert.svg?raw'
import shield from 'lucide-static/icons/shield-check.svg?raw'
import licence from 'lucide-static/icons/square-user-round.svg?raw'
import down from 'lucide-static/icons/thumbs-down.svg?raw'
import lights from 'lucide-static/icons/traffic-cone.svg?raw'
import users from 'lucide-static/icons/users-round.svg?raw'
import volume from 'lucide-static/icons/volume-2.svg?raw'
import x from 'lucide-static/icons/x.svg?raw'

export const icons = {
  ban, down, history, left, layers, mic, phone, printer, right, volume, x,
  // the pack's domains
  household: house, 'id-card': idCard, residence: key, 'exit-entry': plane, driver: licence, vehicle: car,
  traffic: lights, 'public-order': shield, other: users,
}
export type IconName = keyof typeof icons

/// A domain's icon; a plain one where the pack has a domain that nobody drew.
export const domainIcon = (domain: string): IconName => (domain in icons ? domain as IconName : 'layers')
