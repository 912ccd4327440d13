/// What an application has asked to be told of the console's bytes.
struct DataCallback {
    enum Need: Hashable {
        /// So many bytes.
        case count(Int)
        /// All that come up to this one.
        case end(UInt8)
        /// Each byte, or all that there are.
        case any
    }

    var need: Need
    var reference: Int32
}
