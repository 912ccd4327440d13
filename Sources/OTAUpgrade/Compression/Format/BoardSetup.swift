/// The lines that prepare the decoder on the board for one image.
struct BoardSetup: Sendable, Hashable {
    let codebook: Codebook
    let window: Int
    let filter: CallFilter

    /// `decoder.lua` without its comments, followed by the image's tables.
    var lines: [[UInt8]] {
        let script = PackageResources.decoder_lua.split(separator: UInt8(ascii: "\n")).map(Array.init)
        return script.filter { !$0.starts(with: "--".utf8) } + [reset, leads, codes, pattern]
    }

    private var tokens: TokenSet { codebook.tokens }

    private var reset: [UInt8] {
        let reach = tokens.foldsFar ? tokens.farReach : tokens.farReach + 1
        let calls = filter.range
        let values = [window, reach, Int(codebook.alphabet.first), calls.lowerBound, calls.upperBound]
        return Array("otaflash.I(\(values.map(String.init).joined(separator: ",")))".utf8)
    }

    private var leads: [UInt8] {
        let near = assignment(codebook.near, distance: "0", step: tokens.base, lengths: tokens.near)
        let far = assignment(codebook.far, distance: "-\(tokens.base)", step: 0, lengths: tokens.far)
        let again = assignment(codebook.again, distance: "nil", step: 0, lengths: tokens.again)
        return Array([near, far, again].joined(separator: [UInt8(ascii: " ")]))
    }

    private func assignment(_ leads: [UInt8], distance: String, step: Int, lengths: [Int]) -> [UInt8] {
        let values = [distance, "\(step)"] + lengths.map(String.init)
        return Array("otaflash.A(\"".utf8) + leads + Array("\",\(values.joined(separator: ",")))".utf8)
    }

    private var codes: [UInt8] {
        zip(codebook.codes, codebook.alphabet.unclean).reduce(Array("local d=otaflash.D".utf8)) { line, code in
            let digits = String(code.1)
            let escape = "\\" + String(repeating: "0", count: 3 - digits.count) + digits
            return line + Array(" d[\"".utf8) + [code.0] + Array("\"]=\"\(escape)\"".utf8)
        }
    }

    private var pattern: [UInt8] {
        Array("otaflash.P=\"^([".utf8) + LiteralClass(codebook: codebook).pattern + Array("]*)(.)()(.?)(.?)\"".utf8)
    }
}
