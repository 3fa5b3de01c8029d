// The roles there are, as the description of the interface names them.
import type { Role } from '../src/api_types'

export type { Role }
const all: Record<Role, true> = {
  receiver: true, reviewer: true, approver: true, expert: true, 'product-manager': true, auditor: true, admin: true,
  originator: true, manager: true, guarantor: true, custodian: true, regulator: true, citizen: true, agent: true,
}
export const kRoles = Object.keys(all) as Role[]
