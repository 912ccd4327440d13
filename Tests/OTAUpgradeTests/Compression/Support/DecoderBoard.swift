import CLuaVM
import LuaREPL

@testable import OTAUpgrade

/// A real Lua machine with the receiver, the decoder and an `otaupgrade` that keeps what is written.
final class DecoderBoard {
    enum Lua: String, CaseIterable, Sendable {
        case lua51, lua53
    }

    /// The bytes passed to `otaupgrade.write`, in order.
    private(set) var flash: [UInt8] = []
    /// The size of each write.
    private(set) var writes: [Int] = []
    /// The error that the next write raises.
    var writeError: String?
    /// The last output.
    private(set) var output: [UInt8] = []

    private let api: UnsafePointer<lua_vm_api>
    private var state: OpaquePointer?

    /// - Parameters:
    ///   - instructionsPerTick: how exactly instructions are counted.
    ///   - statement: what an application runs first.
    init(_ lua: Lua, instructionsPerTick: Int32 = 1000, before statement: String = "") {
        api = lua == .lua51 ? lua_vm_51() : lua_vm_53()
        state = api.pointee.open(
            Unmanaged.passUnretained(self).toOpaque(),
            { context, _, state in
                Unmanaged<DecoderBoard>.fromOpaque(context!).takeUnretainedValue().write(state)
            },
            { context, bytes, size in
                let board = Unmanaged<DecoderBoard>.fromOpaque(context!).takeUnretainedValue()
                board.output += UnsafeRawBufferPointer(start: bytes, count: size)
            },
            { _, _ in 0 },
            instructionsPerTick
        )
        api.pointee.new_table(state)
        push("write")
        api.pointee.push_host(state, 0)
        api.pointee.raw_set(state, -3)
        api.pointee.push_globals(state)
        push("otaupgrade")
        api.pointee.push_value(state, -3)
        api.pointee.raw_set(state, -3)
        api.pointee.set_top(state, 0)
        run(statement)
        run("otaflash={t=\"T\"}")
        for line in LuaScript(source: PackageResources.receiver_lua).lines { run(line) }
    }

    deinit {
        api.pointee.close(state)
    }

    /// Executes a line and returns what it prints, or the error's text after "error: ".
    @discardableResult
    func run(_ line: [UInt8]) -> String {
        output = []
        let status = line.withUnsafeBytes { bytes in
            api.pointee.load(state, bytes.bindMemory(to: CChar.self).baseAddress, bytes.count, "=stdin") == 0
                ? api.pointee.call_at_prompt(state, 0) : Int32(LUA_VM_ERROR)
        }
        defer { api.pointee.set_top(state, 0) }
        guard status == LUA_VM_OK else { return "error: \(text(-1))" }
        return String(decoding: output, as: UTF8.self).trimmingLineEnd
    }

    @discardableResult
    func run(_ line: String) -> String { run(Array(line.utf8)) }

    /// Prepares for an image.
    func prepare(for image: CompressedImage) -> [String] {
        image.setup.map { run($0) }.filter { !$0.isEmpty }
    }

    /// The board's answer to a line; its bytes are written directly or kept until a line flushes.
    func take(_ line: CompressedLine, writing: TransferCostModel.Writing = .direct) -> String {
        run(Self.bytes(of: line, writing: writing))
    }

    static func bytes(of line: CompressedLine, writing: TransferCostModel.Writing = .direct) -> [UInt8] {
        bytes(of: line, head: writing == .direct || line.flushes ? "otaflash.W" : "otaflash.w")
    }

    /// A line as the prompt accepts it, with any head.
    static func bytes(of line: CompressedLine, head: String) -> [UInt8] {
        let check = ChunkCheck.bytes(of: line.payload, at: line.range.lowerBound)
        return Array("\(head)\"".utf8) + check + line.payload + [UInt8(ascii: "\"")]
    }

    /// Writes what is left.
    func finish() -> String { run("otaflash.E()") }

    /// The offset that the board expects next.
    var expected: Int { Int(run("print(otaflash.n)")) ?? -1 }
    var instructions: Int { Int(api.pointee.instructions(state)) }
    var memory: Int { api.pointee.memory(state) }

    /// The instructions that a Lua machine executes for the lines of an image.
    static func instructions(of image: CompressedImage, _ lua: Lua) -> Int {
        let board = DecoderBoard(lua, instructionsPerTick: 1)
        _ = board.prepare(for: image)
        let before = board.instructions
        for line in image.lines { _ = board.take(line) }
        return board.expected == image.lines.last?.range.upperBound ? board.instructions - before : .max
    }

    private func write(_ state: OpaquePointer?) -> Int32 {
        if let error = writeError {
            writeError = nil
            push(error)
            return Int32(LUA_VM_RAISE)
        }
        var size = 0
        guard let bytes = api.pointee.to_string(state, 1, &size) else { return Int32(LUA_VM_RAISE) }
        flash += UnsafeRawBufferPointer(start: bytes, count: size)
        writes.append(size)
        return 0
    }

    private func push(_ text: String) {
        api.pointee.push_string(state, text, text.utf8.count)
    }

    private func text(_ index: Int32) -> String {
        var size = 0
        guard let bytes = api.pointee.to_string(state, index, &size) else { return "?" }
        return String(decoding: UnsafeRawBufferPointer(start: bytes, count: size), as: UTF8.self)
    }
}

extension String {
    fileprivate var trimmingLineEnd: String { hasSuffix("\n") ? String(dropLast()) : self }
}
