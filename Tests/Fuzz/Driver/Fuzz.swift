import FuzzTargets
import Glibc

/// The target that the environment names.
private let target: any FuzzTarget.Type = {
    let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = FuzzTargets[name] else { fatalError("FUZZ_TARGET: unknown target “\(name)”") }
    return target
}()

/// libFuzzer calls this for each input; a broken property traps, which is a finding.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    do throws(BrokenProperty) {
        try target.run(Array(UnsafeBufferPointer(start: data, count: size)))
    } catch {
        fatalError(error.message)
    }
    return 0
}
