// The room that knows SQL.
#include <sqlite3.h>
