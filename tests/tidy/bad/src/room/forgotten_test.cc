#include "room/good.h"
