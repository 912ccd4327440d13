import DeviceDiscovery

/// Any bytes as a reply of a USB hub: its descriptor, the status of a port, and its BOS.
public enum HubDescriptorTarget: FuzzTarget {
    /// Its name, `hub-descriptor`.
    public static let name = "hub-descriptor"

    /// Reads the bytes as each of them; the values come from the bytes that the standard specifies.
    public static func run(_ bytes: [UInt8]) throws(BrokenProperty) {
        if let hub = HubDescriptor(bytes) {
            try demand(hub.generation.descriptorType, equals: bytes[1], "another generation")
            try demand(hub.portCount, equals: bytes[2], "another number of ports")
            try demand(hub.powerOnDelay <= .milliseconds(510), "a power-on delay of \(hub.powerOnDelay)")
            try demand(hub.switching == .individual, equals: bytes[3] & 3 == 1, "another kind of power switching")
        }
        for generation in HubGeneration.allCases {
            guard let status = PortStatus(bytes, generation: generation) else { continue }
            let bit: UInt8 = generation == .usb2 ? 1 : 2
            try demand(status.isPowered, equals: bytes[1] & bit != 0, "another power bit")
            try demand(status.isConnected, equals: bytes[0] & 1 != 0, "another connection bit")
        }
        try judge(BinaryObjectStore(bytes), of: bytes)
        try judge(BinaryObjectStore(Self.head + bytes), of: Self.head + bytes)
    }

    /// The start of a BOS with the maximum length, so that the fuzzer need not find it.
    private static let head: [UInt8] = [5, 0x0F, 0xFF, 0xFF, 1]

    private static func judge(_ store: BinaryObjectStore?, of bytes: [UInt8]) throws(BrokenProperty) {
        guard let length = BinaryObjectStore.totalLength(bytes) else {
            return try demand(store == nil, "a BOS without a header")
        }
        guard let store else { throw BrokenProperty("a header without a BOS") }
        guard let id = store.containerID else { return }
        try demand(id.count, equals: 16, "the container id has another length")
        let within = Array(bytes.prefix(Int(length)))
        try demand(within.indices.contains { within[$0...].starts(with: id) }, "an id that is not in the bytes")
    }
}
