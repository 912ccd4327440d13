/// An image as the running firmware sees it: its segments at their addresses.
struct MappedImage {
    let bytes: [UInt8]
    let segments: [ImageSegment]

    init(_ bytes: [UInt8], segments: [ImageSegment]) {
        self.bytes = bytes
        self.segments = segments.filter { !$0.isPadding && $0.size > 0 }
    }

    /// The index of the segment that contains an address, and the offset in the file; `nil` if no segment contains it.
    func place(of address: UInt32) -> (segment: Int, offset: Int)? {
        for (index, segment) in segments.enumerated() where address >= segment.loadAddress {
            let distance = Int(address - segment.loadAddress)
            if distance < segment.size { return (index, segment.dataOffset + distance) }
        }
        return nil
    }

    /// Whether a segment contains a text, with a NUL after it.
    /// - Parameter alone: whether it must be the complete text, with a NUL or the segment's start before it.
    func holds(text: String, alone: Bool = true) -> Bool {
        segments.contains { segment in
            offsets(of: Array(text.utf8) + [0], in: segment).contains {
                !alone || $0 == segment.dataOffset || bytes[$0 - 1] == 0
            }
        }
    }

    /// The positions of a pattern in a segment.
    func offsets(of pattern: [UInt8], in segment: ImageSegment) -> [Int] {
        bytes.offsets(of: pattern, in: segment.dataOffset..<segment.end)
    }

    /// The name that starts at an address: 2 to 32 letters, digits and underscores, and a NUL.
    func name(at address: UInt32) -> String? {
        guard let offset = place(of: address)?.offset else { return nil }
        let name = bytes[offset..<min(offset + 33, bytes.count)].prefix { byte in
            byte == 0x5F || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        }
        guard (2...32).contains(name.count), name.endIndex < bytes.count, bytes[name.endIndex] == 0 else { return nil }
        return String(decoding: name, as: UTF8.self)
    }

    /// Whether a segment contains as much text as firmware does: at least one run of eight characters for every KiB.
    var isMostlyText: Bool {
        segments.contains { segment in
            var (texts, length) = (0, 0)
            bytes.withUnsafeBufferPointer { bytes in
                for offset in segment.dataOffset..<segment.end {
                    if (0x20...0x7E).contains(bytes[offset]) || bytes[offset] == 0x0A {
                        length += 1
                    } else {
                        if length >= 8, bytes[offset] == 0 { texts += 1 }
                        length = 0
                    }
                }
            }
            return texts >= 3 && texts * 1024 >= segment.size
        }
    }
}
