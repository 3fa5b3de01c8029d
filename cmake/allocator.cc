// How jemalloc behaves in our programs: what training no longer needs goes back to the system within
// half a second, by a thread of its own.
extern "C" {
extern const char* malloc_conf;
const char* malloc_conf = "background_thread:true,dirty_decay_ms:500,muzzy_decay_ms:0";
}
