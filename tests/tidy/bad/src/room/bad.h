#pragma once
// The head comes after a line of code.
