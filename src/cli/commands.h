// The program's subcommands: one function each, which says what it takes and does.
#pragma once

#include "cli/command.h"

namespace zheli::cli {

Command ask_command();    // zheli ask
Command chat_command();   // zheli chat
Command serve_command();  // zheli serve
Command exam_command();   // zheli exam
Command teach_command();  // zheli teach FILE
Command pack_command();   // zheli pack check DIR
Command items_command();  // zheli items

Command value_command();     // zheli value
Command contract_command();  // zheli contract run|check
Command deal_command();      // zheli deal

Command ledger_command();          // zheli ledger verify|audit|proof|restore|key
Command ledger_restore_command();  // zheli ledger restore
Command backup_command();          // zheli backup DATABASE OUT
Command store_command();           // zheli store move FROM TO
Command account_command();         // zheli account add|list|link|disable|enable
Command verify_command();          // zheli verify RECEIPT
Command witness_command();         // zheli witness DIR

Command simulate_command();             // zheli deal simulate
std::vector<Command> study_commands();  // zheli deal price|size|pool|report

}  // namespace zheli::cli
