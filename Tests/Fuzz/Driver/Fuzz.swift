import FuzzTargets
import Glibc

/// The body that the environment names.
private let target: any FuzzTarget.Type = {
    let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = FuzzTargets[name] else { fatalError("FUZZ_TARGET is “\(name)”, which is no target") }
    return target
}()

/// What libFuzzer calls for each input; a property that does not hold traps, which is a finding.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    do throws(BrokenProperty) {
        try target.run(Array(UnsafeBufferPointer(start: data, count: size)))
    } catch {
        fatalError(error.message)
    }
    return 0
}
