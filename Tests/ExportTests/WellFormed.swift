import Foundation
import FoundationXML

/// Whether bytes are a well-formed XML document.
func isWellFormed(_ bytes: [UInt8]) -> Bool { XMLParser(data: Data(bytes)).parse() }
