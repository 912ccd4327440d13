import DeviceDiscovery
import Testing

struct BinaryObjectStoreTests {
    static let id: [UInt8] = Array(1...16)
    static let extended: [UInt8] = [7, 0x10, 2, 6, 0, 0, 0]
    static let container: [UInt8] = [20, 0x10, 4, 0] + id

    private func store(_ capabilities: [UInt8], length: UInt8? = nil) -> [UInt8] {
        [5, 0x0F, length ?? UInt8(5 + capabilities.count), 0, 2] + capabilities
    }

    @Test func theContainerIsFoundAfterOtherCapabilities() {
        #expect(BinaryObjectStore(store(Self.extended + Self.container))?.containerID == Self.id)
        #expect(BinaryObjectStore.totalLength(store(Self.container)) == 25)
    }

    @Test func withoutAContainerThereIsNoID() {
        #expect(BinaryObjectStore(store(Self.extended))?.containerID == .some(nil))
    }

    @Test func anIDOfZerosDoesNotCount() {
        let zeros = [20, 0x10, 4, 0] + [UInt8](repeating: 0, count: 16)
        #expect(BinaryObjectStore(store(zeros))?.containerID == .some(nil))
    }

    @Test func aCapabilityBeyondTheTotalLengthDoesNotCount() {
        #expect(BinaryObjectStore(store(Self.container, length: 24))?.containerID == .some(nil))
        #expect(BinaryObjectStore(store(Array(Self.container.dropLast())))?.containerID == .some(nil))
    }

    @Test func aCapabilityWithoutLengthEndsTheSearch() {
        #expect(BinaryObjectStore(store([0, 0x10, 4] + Self.container))?.containerID == .some(nil))
    }

    @Test func anythingElseIsNone() {
        #expect(BinaryObjectStore([]) == nil)
        #expect(BinaryObjectStore([5, 0x0F, 5, 0]) == nil)
        #expect(BinaryObjectStore([5, 0x02, 5, 0, 0]) == nil)
        #expect(BinaryObjectStore([5, 0x0F, 4, 0, 0]) == nil)
    }
}
