/// The host's objects that Lua holds as userdata, by number.
struct ObjectTable {
    private var objects: [UInt32: AnyObject] = [:]
    private var last: UInt32 = 0

    mutating func add(_ object: AnyObject) -> UInt32 {
        last += 1
        objects[last] = object
        return last
    }

    @discardableResult
    mutating func remove(_ number: UInt32) -> AnyObject? {
        objects.removeValue(forKey: number)
    }

    subscript(number: UInt32) -> AnyObject? { objects[number] }
}
